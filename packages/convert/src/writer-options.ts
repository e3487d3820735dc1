import type { ToCsvOptions } from "@portolan/csv";
import type { ToJsonOptions } from "@portolan/json";
import type { ToServicesOptions } from "@portolan/services";
import type { ToTypeScriptOptions } from "@portolan/typescript";

/** Holds the options of the writers, by format; a writer reads only its own. */
export interface WriterOptions {
  readonly csv?: Omit<ToCsvOptions, "report">;
  readonly json?: ToJsonOptions;
  readonly services?: Omit<ToServicesOptions, "report">;
  readonly typescript?: Omit<ToTypeScriptOptions, "report">;
}
