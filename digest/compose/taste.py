"""Taste: words that make no title."""

from __future__ import annotations

from digest.compose.english import words

DULL = words("""
    about according accused accuses across added adds after against agreed agrees ahead almost already ambassador
    amid among analyst analysts announced announces anything around asked asking asks attended attends authorities
    backed backs because before begins being between billions called calling calls child children claimed claims
    closes comes coming comment comments companies company condemned condemns continued continues could countries
    country days deal deals decade decades despite diplomat does doing dozens during ends event events everyone
    everything expected expects expert experts explained faces fighter fighters firm firms first following foreign
    gets getting given gives giving goes going government governments group groups half having held holding holds
    hours hundreds husband including international issue issues joined joining joins keeps killed leader leaders
    leaves made makes making makings media meeting meetings meets member members might militant militants millions
    minister ministers ministry month months move moves named names nation nations negotiations news nothing number
    numbers official officials opens others part parties parts party people percent phase planned planning plans
    police president presidents protests question questions really rejected rejects relations remains remarks report
    reported reporter reporters reporting reports said sanctions saying says second seeing seeks seen sees sending
    sends sets should shows signed signs since soldier soldiers someone something sought source sources spokesman
    spokesperson spokeswoman start starts statement statements states still taken takes taking talking talks target
    targets tells tensions things third thousands through ties told toward towards under until urged urges urging
    used uses using visit visits vowed vows wanted wants warned warning warns week weeks wife within without woman
    women would year years earths fossil mounts locks looks marks rattles threatens indirect postponed barring formation
    organisation organization organisations organizations residents goods nationals takeaways rocks slides plunges
    spikes peaks remarks residence
    gutted choking decaying angered verge drone detail details bloc officials acts operatives headquarters commander
    infrastructure ours theirs yours mine hers whoever whatever
""")
"""Words too worn for a title."""
GRIM = words("""
    abuse abused abuses airstrike airstrikes antisemitic antisemitism arson assault assaulted atrocities atrocity
    attack attacked attackers attacks behead beheaded blood bloodshed bloody bodies body bomb bombed bomber bombing
    bombings bombs burned burning cancer casualties casualty catastrophe catastrophes catastrophic civilian
    civilians coffin coffins corpse corpses crash crashed crashes cyclone cyclones dead deadly death deaths dementia
    die died dies disaster disasters disease drowned drowning dying epidemic executed execution executions famine
    famines fatalities flogging funeral funerals genocide grave graves gunman gunmen hanged hanging holocaust horror
    hostage hostages hunger inhalation injured injures injuries kidnap kidnapped kidnapper kidnappers kidnapping
    kidnappings kidnaps kill killed killer killers killing killings kills landmine landmines landslides lynching
    malnutrition massacre massacres migrants mourning murder murdered murders nazi nazis orphan orphans outbreak
    persecution poison poisoned poisoning poisonings porn quake quakes racism racist rape raped rapes refugees
    repression sex sexual shelled shelling shooting shootings shot slain slaughter slaughtered slaying slur slurs
    stabbed stabbing stabbings starvation starve starving strike strikes suicide suicides survivors terror terrorism
    terrorist terrorists torture tortured torturer tragedies tragedy victim victims violence wounded wounds
""")
"""Words that would make a light title of other people's death or pain."""
