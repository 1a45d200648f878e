"""Run the benchmarks: ``python -m benchmarks [extraction growth …] [--quick]``."""

from benchmarks.running import main

if __name__ == "__main__":
    main()
