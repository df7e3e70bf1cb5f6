"""Writing the register: the dictionary of labels (`dictionary`)."""

from linli.register.actions.dictionary import load_label_kinds

__all__ = ["load_label_kinds"]
