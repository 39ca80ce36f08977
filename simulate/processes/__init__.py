"""The submodels, one a file; this is their list. A new one is a file, a line here, its rows in parameters.yaml."""

from typing import Any

from simulate.process import Process
from simulate.processes.allowance_ends import ALLOWANCE_ENDS
from simulate.processes.appeal import APPEAL
from simulate.processes.arrest import ARREST
from simulate.processes.attend import ATTEND
from simulate.processes.claim_again import CLAIM_AGAIN
from simulate.processes.complete import COMPLETE
from simulate.processes.data_share import DATA_SHARE
from simulate.processes.decide import DECIDE
from simulate.processes.declare import DECLARE
from simulate.processes.die import DIE
from simulate.processes.disclose import DISCLOSE
from simulate.processes.drop_out import DROP_OUT
from simulate.processes.find_work import FIND_WORK
from simulate.processes.follow_up import FOLLOW_UP
from simulate.processes.fraud_inquiry import FRAUD_INQUIRY
from simulate.processes.justice_referral import JUSTICE_REFERRAL
from simulate.processes.ladder_lapses import LADDER_LAPSES
from simulate.processes.lose_home import LOSE_HOME
from simulate.processes.lose_work import LOSE_WORK
from simulate.processes.place import PLACE
from simulate.processes.plan import PLAN
from simulate.processes.plan_ends import PLAN_ENDS
from simulate.processes.recover_untreated import RECOVER_UNTREATED
from simulate.processes.rehoused import REHOUSED
from simulate.processes.relapse import RELAPSE
from simulate.processes.release import RELEASE
from simulate.processes.sanction_ends import SANCTION_ENDS
from simulate.processes.self_refer import SELF_REFER
from simulate.processes.settle import SETTLE
from simulate.processes.stabilise import STABILISE
from simulate.processes.treatment_allowance import TREATMENT_ALLOWANCE
from simulate.processes.walk_away import WALK_AWAY

PROCESSES: tuple[Process[Any], ...] = (
    DISCLOSE,
    DECLARE,
    DATA_SHARE,
    FRAUD_INQUIRY,
    ATTEND,
    FOLLOW_UP,
    SELF_REFER,
    JUSTICE_REFERRAL,
    PLACE,
    STABILISE,
    DROP_OUT,
    COMPLETE,
    SETTLE,
    RELAPSE,
    RECOVER_UNTREATED,
    DECIDE,
    SANCTION_ENDS,
    APPEAL,
    LADDER_LAPSES,
    WALK_AWAY,
    CLAIM_AGAIN,
    FIND_WORK,
    LOSE_WORK,
    ARREST,
    RELEASE,
    LOSE_HOME,
    REHOUSED,
    PLAN,
    PLAN_ENDS,
    TREATMENT_ALLOWANCE,
    ALLOWANCE_ENDS,
    DIE,
)
