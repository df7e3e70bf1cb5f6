// Why somebody looks behind a mask of the register: the usual reasons.
import { t } from "@/ui/i18n";

export const PURPOSES = (): string[] =>
  ["visit", "call", "verify", "service", "urgent"].map((one) => t(`register.reveal.reasons.${one}`));
