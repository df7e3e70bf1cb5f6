# Aliases of dev.py, for fingers that type make.
PORT ?= 8000

.PHONY: demo reset serve test check fix build lock

demo:
	python3 dev.py demo --port $(PORT)
reset:
	python3 dev.py demo --port $(PORT) --reset
serve:
	python3 dev.py serve --port $(PORT)
test check fix build lock:
	python3 dev.py $@
bench-%:
	python3 dev.py bench $*
trial-%:
	python3 dev.py trial $*
