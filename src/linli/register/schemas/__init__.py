"""What the register answers (`places`, `people`, `others`, `privacy`) and is asked (`sent`)."""
