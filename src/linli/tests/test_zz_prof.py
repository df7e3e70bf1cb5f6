import pytest, cProfile, pstats, sys, time
def test_prof(db, settings, tmp_path):
    settings.LINLI_FILES = tmp_path
    from linli.tests import matrix, sides
    from linli.kit.roles import Role
    t=time.time(); both = sides.inside(), sides.outside(); print("build", time.time()-t)
    pr=cProfile.Profile(); pr.enable()
    t=time.time(); n=len(list(matrix.knock_everywhere(Role.COUNTER, both))); print("role", n, time.time()-t)
    pr.disable(); pstats.Stats(pr).sort_stats('cumtime').print_stats(45)
