"""Groups of labels and kinds of skills, as screens call them."""

GROUPS: dict[str, tuple[str, str]] = {
    "must_visit": ("五必访", "Must be visited"),
    "care": ("关爱", "Care"),
    "honoured": ("优抚", "Honoured"),
    "group": ("群体", "Groups"),
    "restricted": ("限定知悉", "Known to few"),
}

SKILLS: dict[str, tuple[str, str]] = {
    "dance": ("舞蹈", "Dance"),
    "choir": ("合唱", "Choir"),
    "folk_music": ("民乐", "Folk music"),
    "instrument": ("器乐", "Instruments"),
    "opera": ("戏曲", "Opera"),
    "calligraphy": ("书画", "Calligraphy and painting"),
    "photography": ("摄影", "Photography"),
    "writing": ("写作", "Writing"),
    "handicraft": ("手工", "Handicraft"),
    "sports": ("体育", "Sports"),
    "cooking": ("烹饪", "Cooking"),
    "repair": ("维修", "Repair"),
    "computer": ("电脑", "Computers"),
    "teaching": ("辅导教学", "Teaching"),
    "medicine": ("医护", "Medicine and nursing"),
    "law": ("法律", "Law"),
    "mediation": ("调解", "Mediation"),
    "other": ("其他", "Other"),
}
"""特长 asked at every intake (a new retiree's dance, folk music, choir, photography, calligraphy, writing)."""
