import type { Rule } from "../finding.js";

/** Tools find cells by id, so two cells must not share one. */
export const uniqueIds: Rule = {
  id: "unique-ids",
  check({ cells }) {
    const ids = cells.map(({ id }) => id);
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
    return [...repeated].map(id => ({ message: `two cells have the id "${id}"; copy one into a new cell` }));
  },
};
