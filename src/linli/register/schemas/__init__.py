"""What the register answers (`places`, `people`, `others`, `privacy`, `finding`) and is asked (`sent`)."""
