/** Internal: the label of a namespace that names the data which its colour works on. */
export const DATA_LABEL = 'docnow.io/data';

/** Internal: the annotation of a namespace that tells which form of the database its colour's migrations lead to. */
export const SCHEMA = 'docnow.io/schema';

/** Internal: the annotation that tells the form of the oldest version which still works with the database in that form. */
export const COMPATIBLE_FROM = 'docnow.io/schema-compatible-from';
