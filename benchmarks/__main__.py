"""Run the benchmarks: ``python -m benchmarks [extraction growth rdf network] [--quick]``."""

from benchmarks.running import main

if __name__ == "__main__":
    main()
