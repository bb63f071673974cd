import { dns } from './dns';
import { legacy, page, Part, preview, refusals } from './parts';

/** What is shown, in this order: each may stand on those before it. */
export const PARTS: { readonly [what: string]: Part } = {
  'servers and target groups that cannot serve are refused at the plan': refusals,
  'a legacy server is in its target group, however it was named': legacy,
  'a colour is previewed by its name or a cookie, and not by search engines': preview,
  'a page takes the place of all colours, and gives it back, by one write each': page,
  'weights of DNS are records that are changed in place, after a look at them': dns,
};
