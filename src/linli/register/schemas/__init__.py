"""What the register answers (`places`, `people`, `others`) and is asked (`sent`)."""
