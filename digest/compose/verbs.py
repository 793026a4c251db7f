"""English verbs, as headlines use them, and which of their forms are as often nouns."""

from __future__ import annotations

from digest.compose.english import words

_AUXILIARY = """
    are aren't be can can't could couldn't did didn't do does doesn't don't had hadn't has hasn't have haven't is
    isn't may might must should shouldn't was wasn't were weren't will won't would wouldn't
"""
_IRREGULAR = """
    ban bans banned|bar bars barred|bear bears bore|beat beats beaten|become becomes became
    begin begins began begun|bend bends bent|bet bets|bid bids|bind binds bound|bit|bite bites|blow blows blew
    break breaks broke broken|bring brings brought|build builds built|burn burns burnt|buy buys bought
    catch catches caught|choose chooses chose chosen|cling clings clung|come comes came|cost costs|cut cuts
    deal deals dealt|dissolve dissolves dissolved|draw draws drew drawn|drive drives drove|driven|eat eats ate
    export exports exported|fall falls fell fallen|feel feels felt|fight fights fought|find finds found
    flee flees fled|fly flies flew|forbid forbids forbade|forget forgets forgot|freeze freezes froze frozen
    get gets got|give gives gave given|go goes went gone|grow grows grew grown|hang hangs hung|hear hears heard
    hide hides hid hidden|hit hits|hold holds held|hurt hurts|import imports imported|jam jams jammed
    keep keeps kept|know knows knew|known|lay lays laid|lead leads led|leave leaves left|lend lends lent
    let lets|lie lies lay|lose loses lost|make makes made|mean means meant|meet meets met
    oversee oversees oversaw|overthrow overthrows overthrew overthrown|pay pays paid|put puts|quit quits
    rejoin rejoins rejoined|ride rides rode|rip rips ripped|rise rises rose risen|run runs ran|say says said
    see sees saw seen|seek seeks sought|seize seizes seized|sell sells sold|send sends sent|set sets
    shake shakes shook shaken|shoot shoots shot|show shows showed shown|shrink shrinks shrank|shut shuts
    sink sinks sank sunk|sit sits sat|slip slips slipped|speak speaks spoke spoken|spend spends spent
    split splits|spread spreads|stand stands stood|steal steals stole stolen|stick sticks stuck
    strike strikes struck|swap swaps swapped|swear swears swore sworn|sweep sweeps swept|take takes took taken
    teach teaches taught|tear tears tore torn|tell tells told|think thinks thought|throw throws threw thrown
    undergo undergoes underwent undergone|understand understands understood|wake wakes woke|wear wears wore|win wins won
    withdraw withdraws withdrew withdrawn|write writes wrote written
"""
_REGULAR = """
    abandon abduct accept accuse achieve act add address admit adopt advance advise affirm agree aim air airlift align
    allege allow amend annex announce apologise apologize appeal appear applaud apply appoint approach approve argue arm
    arrest arrive ask assail assert assess assure attack attend authorise authorize avert avoid await back balk battle
    believe belong blame blast block boast bombard boost boycott brace brand brief broker bulldoze bury call cancel
    capture carry cast cause celebrate cement censure challenge change charge chart cheer chide circulate cite claim
    clash classify clear close coerce collapse combat commemorate commend commit compare compete complain complete
    conclude condemn condone conduct confer confirm confront congratulate consider consolidate consume contest continue
    convene convict convince cooperate counter court crack create criminalise criminalize criticise criticize cross
    crush curb dash date debate decide declare decline decry deem deepen defend defer defuse defy delay delight deliver
    demand demolish denounce deny depart deplore deploy deport derail describe deserve designate destroy detain deter
    devastate develop die dig disappear discuss dismiss dispatch dispute disrupt divert divide dominate donate double
    downplay draft drag drop ease echo edge eject elect elevate embark embrace emerge end endorse endure enforce engage
    engulf enter erupt escalate escape establish evacuate evaluate evoke examine exceed exchange exclude execute exempt
    exit expand expect expel explain explode explore expose express extend extradite eye face fail favor favour fear
    file fine fire float focus foil follow force foresee forge formalise formalize foster free fuel fume fund gain
    gather grant greet grip groan guarantee guard hail halt hamper hand happen harden head heal heat help hike hint
    honor honour hope host identify ignore impact impose improve include increase indicate indict inform injure ink
    insist inspect instruct insult intend intensify intercept intervene introduce invade invest investigate invite
    invoke issue jail join justify kick kidnap kill label lack lambast lament land last laud launch lavish lay lean leap
    lift limit link list live lobby lock lodge look loom loosen lower maintain manage march mark mediate mend mention
    mock mount mourn move mull name near negotiate nominate normalise normalize note notify nudge observe offer okay
    open oppose order organise organize oust outlaw outline outrage overhaul overlook overshadow overtake overturn owe
    own pardon pass patch pause pave persuade pick pitch place plan play plead pledge plot plunge point poise pose
    postpone pour praise predict prefer prepare press pressure prevail prevent probe proceed promise prompt propose
    prosecute protect protest prove provide provoke publish pull pummel punish purchase pursue push quash question raise
    rally ramp rank ratify ravage reach react reaffirm realise realize rebound rebuff rebuild rebuke recall receive
    recognise recognize recommend reconnect recover reduce refer reflect refrain refuse refute register regroup
    reinforce reiterate reject relax release remain remember remove rename renew reopen repatriate repeal repeat repel
    replace reply report request rescind rescue reserve resign resist resolve respond restart restore restrict resume
    retain retake retaliate retrieve return revamp reveal reverse review revise revive revoke reward ridicule rip risk
    rock roil rule rush sack sail sanction save scold scorn scramble scrap scrutinise seal secure seem seize separate
    serve settle sever share sharpen shelter shelve shift ship shoot shore shrug shun side sign signal skip slam slap
    slash slow snap snub soar soften solve sour spar spare spark spike spur spurn squeeze stage stall start state stay
    steer stem step stiffen stir stoke stop storm strain strengthen stress struggle stumble submit succeed sue suffer
    suggest summon support suppress surge surpass surrender survive suspect suspend sustain swap sway sweeten switch
    table tackle talk target tease terminate test testify thank thaw threat threaten thwart tie tighten topple toughen
    tour tout track trade travel trigger triumph trounce trump trust try turn unblock uncover underline undermine
    underscore unite unleash unveil update upgrade uphold urge use usher vacate venture veto vie view violate visit
    voice vote vow wage wait walk want warm warn wash watch weaken weigh welcome widen wield wink wish woo work worry
    worsen yield zero
"""
_ALSO_NOUNS = words("""
    act address advance aim air appeal approach arm arrest attack back battle blame blast block boost boycott branch
    brief call cast cause challenge change charge chart cheer claim clash collapse combat contest counter court crack
    cross curb cut dash date deal debate decline delay demand deport dispute divide draft drag draw drop edge end escape
    exchange exit face fear fight file fine fire focus force fuel gain grant grip guard halt hand head heat help hike
    hint hit honor honour hope host increase insult issue jail kick kill label lack land launch lead lean leap lift
    limit link list lobby lock look loss march mark mount move name note offer order overhaul pass patch pause pick
    pitch place plan play pledge plot plunge point pose praise press probe promise prompt protest purchase push question
    rally ramp rank rebound rebuke recall record release repeat reply report request rescue reserve resolve restart
    return reverse review reward rise risk rival rock rule run rush sack sanction seal shake share shelter shift ship
    shore side sign signal slap slash snap snub spark spike split spread spur squeeze stage stall stand start state stay
    stem step stop storm strain stress strike struggle support surge suspect swap sweep switch table talk target tear
    test threat tie tour track trade train travel trigger triumph trump trust try turn update upgrade use veto view
    visit voice vote vow wage wait walk want wash watch welcome win wish work worry yield zero
""")


def _forms(base: str) -> tuple[str, ...]:
    """Third person, past and gerund of a regular verb (a doubled consonant besides the plain form)."""
    if base.endswith("e"):
        return f"{base}s", f"{base}d", f"{base[:-1]}ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"
    return third, f"{base}ed", f"{base}ing", f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"


_ROWS = [row.split() for row in _IRREGULAR.replace("\n", "|").split("|") if row.strip()]
_FORMED = words(_AUXILIARY) | {form for row in _ROWS for form in row[1:]}

AUXILIARIES = words(_AUXILIARY)
BASES = words(_REGULAR) | {row[0] for row in _ROWS}
GERUNDS = frozenset(form for base in BASES for form in _forms(base) if form.endswith("ing"))
IRREGULAR_PAST = frozenset(
    past for row in _ROWS for past in row[2:] if not past.endswith(("ed", "s", "t")) and f"{past}s" not in _FORMED
) - words("bore broke drove found hung lay left rode rose saw shook stole wound wove")
"""Past forms that take no s: there is no "chooses" with an o less."""
PAST = frozenset(form for base in BASES for form in _forms(base) if form.endswith("ed"))
THIRD = frozenset(_forms(base)[0] for base in BASES | _ALSO_NOUNS)
PLURALS = words("""
    acts addresses aims appeals approaches arms arrests attacks awards battles blasts blocks boards bombs boycotts
    briefs casts causes challenges changes charges charts checks claims clashes clips concerns contests costs counters
    courts curbs cuts dates deals debates delays demands deposits disputes doubts drops efforts exchanges exits exports
    fears fights files fines fires floods forces funds gains gases goods grants guarantees guards hands heads hints
    hopes hosts hurdles imports insults interests issues jails kicks labels lands launches leads leaps links lists locks
    looks marches marks means measures mounts names notes offers orders patches peaks pitches places plans plays pledges
    plots points posts powers probes promises protests questions races raids rallies ranks records releases reports
    reserves rewards rights riots risks rivals rocks rules runs sanctions seals searches sells shelters shifts ships
    shores sides signals signs sparks spikes stages stands states stays stems steps stocks stores storms strains streets
    strikes struggles supplies supports suspects talks targets tensions tests threats ties tours tracks trades trials
    triggers troops trusts turns updates uses views visits voices votes vows waits walks warnings watches ways works
    worries yields
""")
"""Third persons that are as often plural nouns ("talks", "strikes"): they count as verbs only after a name."""
AMBIGUOUS = _ALSO_NOUNS | PLURALS
FINITE = (_FORMED | THIRD | PAST) - AMBIGUOUS
VERBS = FINITE | BASES | GERUNDS | THIRD
PAST_OF = {row[1]: frozenset(row[2:3]) for row in _ROWS if len(row) > 2 and not {row[0], row[1]} & AMBIGUOUS} | {
    _forms(base)[0]: frozenset(form for form in _forms(base) if form.endswith("ed"))
    for base in words(_REGULAR) - AMBIGUOUS
    if _forms(base)[0] not in AMBIGUOUS
}
"""The past of third persons that can be nothing but verbs ("recalls": "recalled")."""
