/** The part of tar-fs that is used here; the package has no types of its own. */
declare module "tar-fs" {
  export function extract(folder: string): NodeJS.WritableStream;
}
