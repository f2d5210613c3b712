import {
  Choices,
  type ChoicesProps,
  type FormState,
  Select,
  type SelectProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from './fields.js';

/** The fields of one form: each shows what was typed into it, and what is wrong with that. */
export const fieldsOf = (state: FormState) => ({
  Text: (props: TextFieldProps) => <TextField {...state} {...props} />,
  Area: (props: TextAreaProps) => <TextArea {...state} {...props} />,
  Select: (props: SelectProps) => <Select {...state} {...props} />,
  Choices: (props: ChoicesProps) => <Choices {...state} {...props} />,
});

export type Fields = ReturnType<typeof fieldsOf>;
