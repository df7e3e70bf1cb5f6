// What the register's fields are called.
import { t } from "@/ui/i18n";

export const labelOf = (name: string): string => t(`register.field.${name}`);
