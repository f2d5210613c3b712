/** The thread that reads the YAML of a long list, so that nobody waits for it. It answers with its data, or why not. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ListData, parseList } from './list-data.js';

const data: ListData = parseList(workerData as string);
parentPort?.postMessage(data);
