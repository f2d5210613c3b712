export function ensureBuild(): Promise<void>;
export function isBuilt(): boolean;
