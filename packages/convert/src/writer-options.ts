import type { ToCsvOptions } from "@portolan/csv";
import type { ToJsonOptions } from "@portolan/json";
import type { ToServicesOptions } from "@portolan/services";
import type { CopyShape } from "@portolan/text";
import type { ToTypeScriptOptions } from "@portolan/typescript";

/** Holds the options of the writers, by format; a writer reads only its own. */
export interface WriterOptions {
  readonly csv?: Omit<ToCsvOptions, "report">;
  readonly json?: ToJsonOptions;
  readonly services?: Omit<ToServicesOptions, "report">;
  /** The text is IANA's own layout, or a shape in which people copy the page. */
  readonly text?: { readonly layout?: "iana" | CopyShape };
  readonly typescript?: Omit<ToTypeScriptOptions, "report">;
}
