#!/bin/bash
# The parts of an array job as one run, with its report.
#
#   sbatch --dependency=afterok:JOBID docs/cluster/slurm-merge.sh
#SBATCH --job-name=sanctionsim-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=4G
#SBATCH --time=02:00:00
#SBATCH --output=%x.log

set -euo pipefail

FOLDER=${FOLDER:-runs/array}
SANCTIONSIM=${SANCTIONSIM:-.venv/bin/sanctionsim}
exec "$SANCTIONSIM" runs merge "$FOLDER/whole" "$FOLDER"/part-*
