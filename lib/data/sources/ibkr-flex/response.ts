/** What the service says in place of a statement. */
export interface FlexResponse {
  /** Of a statement that was asked for, with the address to get it from. */
  readonly reference?: string;
  readonly url?: string;
  /** Of a failure: its number and words ("Version 3 Error Codes", IBKR Guides). */
  readonly code?: number;
  readonly message?: string;
}

/** What a failure's number calls for. */
export type FlexRemedy = "wait" | "throttled" | "ask-anew" | "token" | "query";

const WAIT = [1001, 1004, 1005, 1006, 1007, 1008, 1009, 1019, 1021];
const TOKEN = [1011, 1012, 1013, 1015];

/** 1019 is a statement in the making, 1018 too many requests, 1017 a reference that lapsed, 1012 and 1015 a bad token. */
export function remedyOf(code: number): FlexRemedy {
  if (WAIT.includes(code)) return "wait";
  if (code === 1018) return "throttled";
  if (code === 1017) return "ask-anew";
  return TOKEN.includes(code) ? "token" : "query";
}

/** Reads `<FlexStatementResponse>`; undefined for anything else. */
export function readResponse(body: string): FlexResponse | undefined {
  if (!/<FlexStatementResponse[\s>]/.test(body)) return undefined;
  const text = (element: string): string | undefined => {
    const found = new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`).exec(body)?.[1];
    return found === undefined || found === "" ? undefined : found.replaceAll("&amp;", "&");
  };
  const [reference, url, code, message] = ["ReferenceCode", "Url", "ErrorCode", "ErrorMessage"].map(text);
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(url === undefined ? {} : { url }),
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(message === undefined ? {} : { message }),
  };
}
