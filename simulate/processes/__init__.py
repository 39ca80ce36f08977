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
from simulate.processes.deadline import DEADLINE
from simulate.processes.debt_repaid import DEBT_REPAID
from simulate.processes.decide import DECIDE
from simulate.processes.declare import DECLARE
from simulate.processes.die import DIE
from simulate.processes.disclose import DISCLOSE
from simulate.processes.disclose_untrained import DISCLOSE_UNTRAINED
from simulate.processes.drop_out import DROP_OUT
from simulate.processes.drug_test import DRUG_TEST
from simulate.processes.evicted import EVICTED
from simulate.processes.exchange_referral import EXCHANGE_REFERRAL
from simulate.processes.exchange_report import EXCHANGE_REPORT
from simulate.processes.find_work import FIND_WORK
from simulate.processes.follow_up import FOLLOW_UP
from simulate.processes.fraud_inquiry import FRAUD_INQUIRY
from simulate.processes.give_up import GIVE_UP
from simulate.processes.gp_referral import GP_REFERRAL
from simulate.processes.justice_referral import JUSTICE_REFERRAL
from simulate.processes.ladder_lapses import LADDER_LAPSES
from simulate.processes.learn import LEARN
from simulate.processes.lose_home import LOSE_HOME
from simulate.processes.lose_work import LOSE_WORK
from simulate.processes.new_rules import NEW_RULES
from simulate.processes.notice import NOTICE
from simulate.processes.notify import NOTIFY
from simulate.processes.place import PLACE
from simulate.processes.plan import PLAN
from simulate.processes.plan_ends import PLAN_ENDS
from simulate.processes.recover_untreated import RECOVER_UNTREATED
from simulate.processes.rehoused import REHOUSED
from simulate.processes.relapse import RELAPSE
from simulate.processes.release import RELEASE
from simulate.processes.rumour import RUMOUR
from simulate.processes.sanction_ends import SANCTION_ENDS
from simulate.processes.screen import SCREEN
from simulate.processes.self_refer import SELF_REFER
from simulate.processes.settle import SETTLE
from simulate.processes.signposted import SIGNPOSTED
from simulate.processes.skills_fade import SKILLS_FADE
from simulate.processes.stabilise import STABILISE
from simulate.processes.talk import TALK
from simulate.processes.train import TRAIN
from simulate.processes.train_in_treatment import TRAIN_IN_TREATMENT
from simulate.processes.trained import TRAINED
from simulate.processes.treatment_allowance import TREATMENT_ALLOWANCE
from simulate.processes.walk_away import WALK_AWAY

PROCESSES: tuple[Process[Any], ...] = (
    DISCLOSE,
    DISCLOSE_UNTRAINED,
    SCREEN,
    DECLARE,
    DATA_SHARE,
    NOTIFY,
    NOTICE,
    EXCHANGE_REPORT,
    DRUG_TEST,
    FRAUD_INQUIRY,
    DEBT_REPAID,
    RUMOUR,
    TALK,
    LEARN,
    ATTEND,
    DEADLINE,
    FOLLOW_UP,
    SELF_REFER,
    GP_REFERRAL,
    EXCHANGE_REFERRAL,
    SIGNPOSTED,
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
    GIVE_UP,
    CLAIM_AGAIN,
    FIND_WORK,
    LOSE_WORK,
    TRAIN,
    TRAIN_IN_TREATMENT,
    TRAINED,
    SKILLS_FADE,
    ARREST,
    RELEASE,
    LOSE_HOME,
    EVICTED,
    REHOUSED,
    PLAN,
    PLAN_ENDS,
    TREATMENT_ALLOWANCE,
    ALLOWANCE_ENDS,
    NEW_RULES,
    DIE,
)
