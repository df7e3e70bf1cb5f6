// Whom to call at once where the words tell of danger.
import { t } from "../i18n";

export const whomToCall = (calls: readonly string[]): string =>
  calls.map((one) => t(`matter.call_whom.${one}`)).join(t("matter.call_and"));
