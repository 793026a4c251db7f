"""Taste: words that make no title."""

from __future__ import annotations

from digest.compose.english import words

DULL = words("""
    about according accused accuses across added adds after against agreed agrees ahead almost already ambassador amid
    among analyst analysts announced announces anything around asked asking asks attended attends authorities backed
    backs because before begins being between billions called calling calls child children claimed claims closes comes
    coming comment comments companies company condemned condemns continued continues could countries country days deal
    deals decade decades despite diplomat does doing dozens during ends event events everyone everything expected
    expects expert experts explained faces fighter fighters firm firms first following foreign gets getting given gives
    giving goes going government governments group groups half having held holding holds hours hundreds husband
    including international issue issues joined joining joins keeps killed leader leaders leaves made makes making
    makings media meeting meetings meets member members might militant militants millions minister ministers ministry
    month months move moves named names nation nations news nothing number numbers official officials opens others part
    parties parts party people percent phase planned planning plans police president presidents protests question
    questions really rejected rejects relations remains remarks report reported reporter reporters reporting reports
    said saying says second seeing seeks seen sees sending sends sets should shows signed signs since soldier soldiers
    someone something sought source sources spokesman spokesperson spokeswoman start starts statement statements states
    still taken takes taking talking talks target targets tells tensions things third thousands through ties told toward
    towards under until urged urges urging used uses using visit visits vowed vows wanted wants warned warning warns
    week weeks wife within without woman women would year years earths fossil mounts locks looks marks rattles threatens
    indirect postponed barring formation organisation organization organisations organizations residents goods nationals
    takeaways rocks slides plunges spikes peaks residence gutted choking decaying angered verge drone detail details
    bloc acts operatives headquarters commander infrastructure ours theirs yours mine hers whoever whatever advisers
    advisors aide aides allies ally artefacts capitals capabilities capability chancellor chaos citizens critics
    defiance delegates dependence doubts factions farmers fears importance impediments instability institutions
    investors islanders lawmaker lawmakers leverage loyalists mediator mediators motives negotiator negotiators
    objections observers obstacles optimism outrage participants partners pessimism politician politicians priorities
    priority prospects realities rejection relatives researchers revisions rhetoric rituals senator senators settings
    shifts signals significance spin spokesmen stances supporters turnout upheaval vindication visitors voters workers
    workforce aims ambitions bid bids capital caution challenge challenges change changes chances concern concerns
    conditions crossing differences effect effects efforts example examples explanation hopes impact influence interests
    kind lack lacks landmark links momentum opinion opportunity outcome path paths pledge position positions
    possibilities possibility presence problem problems process processes progress push reasons response responses
    result results rise risks role roles row scale sense situation situations spat stage stages stance standing steps
    strides success successes terms transition trend trends uncertainty vision ways accusation accusations assurances
    clarity commitment commitments dignity disagreement disagreements enthusiasm excitement ideas skepticism solidarity
    spirit sympathy unity willingness wish wishes absence collapse collision consequences cooking crises crisis
    declaration demand demands desire garbage guns hatred independence interference legality majors reactions restraint
    turmoil protocol deportees protections sightings smugglers smuggling traffickers warnings swap detainees syringes
    diplomatic scepticism interim spray dilemma
""")
"""Words too worn for a title."""
APT = words("""
    accord accords accreditation agreement aid airlift airlines airports airspace alliance ambassadors amnesty
    annexation apartheid apology appeal arbitration archipelago armada armies arms arrest arrests asylum ballot ballots
    banks bans bases battleships blackout blockade boats bombers bonds border borders borrowing boycott breakthrough
    brinkmanship buildup cables canal cargo carrier ceasefire ceasefires checkpoints chipmakers chips citizenship
    clashes climate coalition cobalt concessions constitution consulate consulates convoy convoys cooperation copper
    corridor corridors coup crackdown crown curbs currency cyberattacks deadline debt debts defences delegation
    delegations deployment deployments deportations detente detention dialogue diplomacy diplomats disarmament dispute
    disputes drills drones elections embargo embassies embassy emissions energy enrichment envoy envoys escort espionage
    evacuation eviction exchange exercise exiles expansion exports expulsion expulsions extradition factories ferry
    fishermen fishing fleet flights flotilla framework frigate frigates frontier fugitives gas glaciers grain guarantees
    handover hearings helicopters hotline hydropower immunity imports inspections inspectors integration interceptions
    interceptors invasion invitation island islands jets junta jurisdiction lawsuit lease leases legation levies levy
    lithium loan loans looting magnets mandate marines mediation mercenaries migration militia militias minerals mines
    minority missile missiles mission missions monarchs monarchy nationality negotiations normalisation normalization
    occupation oil oligarchs overture overtures pact pacts pandas pardon parliament partition partnership passports
    patrols peace peacekeepers pensions pilgrimage pilgrims pilots pipeline pipelines pirates plea plot ports prisoners
    protesters pullout quarantine quest quotas radar railway ransom rapprochement ratification rebels rebuke recognition
    referendum refuge reparations reprisal reprisals reset resettlement resolution retaliation reunification rift
    roadmap route routes royals sabotage sanctions satellites seabed seafood secession secrets seizure seizures
    semiconductors separatists settlements shipments shipping ships siege snub sovereignty soybeans spies spying
    stabilisation stabilization standoff standstill statehood steel stockpile stockpiles stopover strait submarines
    subsidies summit summits surveillance takeover tankers tariff tariffs territory tests throne tourism tourists
    trafficking trawlers treason treaties treaty tribunal troops truce tunnels ultimatum uranium vaccines verdict
    verification vessel vessels veto visa visas votes voting waiver warrant warrants warship warships watchdog weapons
    wheat wines withdrawal withdrawals
""")
"""Plain nouns for what goes on between countries: they stand for a day better than others."""
GRIM = words("""
    abuse abused abuses assassin assassination assassinations assassins airstrike airstrikes antisemitic antisemitism
    arson assault assaulted atrocities atrocity attack attacked attackers attacks behead beheaded blood bloodshed bloody
    bodies body bomb bombed bomber bombing bombings bombs burned burning cancer casualties casualty catastrophe
    catastrophes catastrophic civilian civilians coffin coffins corpse corpses crash crashed crashes cyclone cyclones
    dead deadly death deaths dementia die died dies disaster disasters disease drowned drowning dying epidemic executed
    execution executions famine famines fatalities flogging funeral funerals genocide grave graves gunman gunmen hanged
    hanging holocaust horror hostage hostages hunger inhalation injured injures injuries kidnap kidnapped kidnapper
    kidnappers kidnapping kidnappings kidnaps kill killed killer killers killing killings kills landmine landmines
    landslides lynching malnutrition massacre massacres migrants mourning murder murdered murders nazi nazis orphan
    orphans outbreak persecution poison poisoned poisoning poisonings porn quake quakes racism racist rape raped rapes
    refugees repression sex sexual shelled shelling shooting shootings shot slain slaughter slaughtered slaying slur
    slurs stabbed stabbing stabbings starvation starve starving strike strikes suicide suicides survivors terror
    terrorism terrorist terrorists torture tortured torturer tragedies tragedy victim victims violence wounded wounds
""")
"""Words that would make a light title of other people's death or pain."""
