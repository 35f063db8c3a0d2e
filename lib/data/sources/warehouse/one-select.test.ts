import { describe, expect, test } from "vitest";
import { BIGQUERY_SQL, oneSelect, POSTGRES_SQL, SNOWFLAKE_SQL } from "./one-select.js";

const read = (query: string, dialect = POSTGRES_SQL): string => oneSelect(query, dialect, "sources.w.queries.q");

describe("a query that stands within another", () => {
  test.each([
    "SELECT 1",
    "  -- the fills\n with x as (select ')' as a) select * from x",
    "(select 1 union all select 2)",
    "select 'it''s; fine (', $tag$;)$tag$, E'\\';', \"odd;name\" /* ; ) */ from t",
  ])("is taken as it is: %s", query => {
    expect(read(query)).toBe(query);
  });

  test("loses a semicolon at its end, also before a comment", () => {
    expect(read("select 1;\n")).toBe("select 1");
    expect(read("select 1; -- all")).toBe("select 1");
  });

  test.each([
    ["", "is empty"],
    ["update t set a = 1", "begins with UPDATE"],
    ["delete from t", "begins with DELETE"],
    ["select 1; drop table t", "has several statements"],
    ["select 1) to program 'rm' --", "brackets that are not in pairs"],
    ["select (1", "brackets that are not in pairs"],
    ["select 'open", "never closed"],
    ["select 1 /* open", "never closed"],
    ["select $x$ open $y$", "never closed"],
    ["select 1 /* /* */ ' */; drop table t -- '", "nested or never closed"],
    ["select 1; 'x'", "several statements"],
  ])("is refused: %s", (query, said) => {
    expect(() => read(query)).toThrow(said);
  });

  test("is read by each database's own quotation marks and comments", () => {
    expect(read("select r'''it's (''' from `a;b` # )\n", BIGQUERY_SQL)).toContain("a;b");
    expect(() => read("select '\\''; drop table t -- '", BIGQUERY_SQL)).toThrow("several statements");
    expect(read("select $$;($$ from t // ;)", SNOWFLAKE_SQL)).toContain("from t");
    expect(() => read("select 1 // fine\n; drop table t", SNOWFLAKE_SQL)).toThrow("several statements");
  });
});
