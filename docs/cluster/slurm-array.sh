#!/bin/bash
# A run as an array job: every job does its part and none knows of the others. No scheduler of ours is needed.
#
#   sbatch --array=1-64 docs/cluster/slurm-array.sh
#
# What is run stands below; PARTS is the number of jobs, as in --array=1-PARTS. A job that was stopped or killed goes on
# where it was when it is submitted again: sbatch --array=17 --export=ALL,PARTS=64 docs/cluster/slurm-array.sh
#SBATCH --job-name=sanctionsim
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --signal=TERM@60
#SBATCH --output=%x-%a.log

set -euo pipefail

PARTS=${PARTS:-${SLURM_ARRAY_TASK_COUNT:?"submit it with --array=1-N, or set PARTS"}}
FOLDER=${FOLDER:-runs/array}
WORKERS=${SLURM_CPUS_PER_TASK:-1}
SANCTIONSIM=${SANCTIONSIM:-.venv/bin/sanctionsim}
if (($# == 0)); then
  set -- voluntary_2009 green_paper_2008 --claimants 24000 --years 5 --draws 2048 --replicates 16
fi

part="$FOLDER/part-$SLURM_ARRAY_TASK_ID"
if [[ -e "$part/manifest.json" ]]; then
  exec "$SANCTIONSIM" runs resume "$part" --workers "$WORKERS"
fi
mkdir -p "$FOLDER"
exec "$SANCTIONSIM" compare "$@" --shard "$SLURM_ARRAY_TASK_ID/$PARTS" --workers "$WORKERS" --out "$part"
