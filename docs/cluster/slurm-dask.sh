#!/bin/bash
# A run on a Dask cluster inside one Slurm allocation: a scheduler and the driver on the first node, workers on all.
#
#   sbatch --nodes=8 docs/cluster/slurm-dask.sh
#
# A worker that dies is started again by its nanny; the tasks it had are done by others.
#SBATCH --job-name=sanctionsim-dask
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=32
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --signal=B:TERM@60
#SBATCH --output=%x.log

set -euo pipefail

# A task that takes down three workers is given up.
export DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=2
FOLDER=${FOLDER:-runs/dask}
BIN=${BIN:-.venv/bin}
PORT=${PORT:-8786}
WORKERS=${SLURM_CPUS_PER_TASK:-1}
LAUNCH=${LAUNCH-"srun --kill-on-bad-exit=0"}
address="tcp://${HOST:-$(hostname)}:$PORT"
if (($# == 0)); then
  set -- voluntary_2009 green_paper_2008 --claimants 24000 --years 5 --draws 2048 --replicates 16
fi

"$BIN/dask" scheduler --port "$PORT" --no-dashboard &
# One process a core with one thread each: threads of one process would wait for each other.
$LAUNCH "$BIN/dask" worker "$address" --nworkers "$WORKERS" --nthreads 1 --no-dashboard --local-directory "${TMPDIR:-/tmp}" &
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

if [[ -e "$FOLDER/manifest.json" ]]; then
  "$BIN/sanctionsim" runs resume "$FOLDER" --cluster "$address" &
else
  "$BIN/sanctionsim" compare "$@" --cluster "$address" --out "$FOLDER" &
fi
driver=$!
# The batch shell is told that time is up; it tells the driver, which stops cleanly and can be gone on with.
trap 'kill -TERM $driver' TERM
status=0
wait $driver || status=$?
# A wait that was cut short by a signal has not waited for the driver to end.
while kill -0 $driver 2>/dev/null; do wait $driver || status=$?; done
exit $status
