export {
  DISPLAY_HOOK,
  DISPLAY_METHOD,
  type DisplayHook,
  type DisplayOptions,
  display,
  type MimeBundle,
} from "./display.js";
