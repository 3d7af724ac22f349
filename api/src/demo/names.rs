//! Names for invented people: our own list, mixed as England's children are.

use super::random::Rng;
use std::sync::LazyLock;

/// Where a name is most at home. Families mix, so it is only a tendency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// British and Irish.
    British,
    /// Muslim names of South Asia, the Middle East and North Africa.
    Muslim,
    /// Hindu, Sikh and Tamil names.
    Indian,
    /// West and East African.
    African,
    /// Central and Eastern European.
    European,
    /// Chinese.
    Chinese,
}

const GIRLS: [(Style, &str); 6] = [
    (
        Style::British,
        "Ada, Alice, Amelia, Bethan, Caitlin, Charlotte, Clara, Daisy, Eleanor, Elsie, Emily, Erin, Esme, Eve, Florence, Freya, \
         Georgia, Grace, Hannah, Harriet, Hazel, Holly, Imogen, Isla, Ivy, Jasmine, Kayleigh, Lacey, Lily, Lottie, Lucy, Mabel, Maisie, \
         Martha, Matilda, Megan, Millie, Molly, Nancy, Niamh, Olivia, Orla, Phoebe, Poppy, Robyn, Rosie, Ruby, Skye, Tilly, Willow",
    ),
    (Style::Muslim, "Aaliyah, Aisha, Amina, Fatima, Hafsa, Hiba, Inaya, Khadija, Layla, Maryam, Noor, Rania, Safiya, Zainab, Zara"),
    (Style::Indian, "Aanya, Anika, Asha, Diya, Ishani, Jasleen, Kavya, Meera, Priya, Riya, Simran"),
    (Style::African, "Abena, Adaeze, Amara, Ayomide, Chidera, Efua, Folasade, Ngozi, Nyasha, Temperance, Zuri"),
    (Style::European, "Alicja, Andreea, Gabija, Ioana, Julia, Lena, Maja, Mirela, Zofia"),
    (Style::Chinese, "Jia Yi, Mei, Xin Yue, Yan, Ying"),
];

const BOYS: [(Style, &str); 6] = [
    (
        Style::British,
        "Albert, Alfie, Archie, Arthur, Benjamin, Callum, Charlie, Connor, Daniel, Dylan, Edward, Elliot, Ethan, Finley, Frank, \
         Freddie, George, Harley, Harry, Henry, Hugo, Jack, Jacob, Jamie, Jenson, Joe, Jude, Kieran, Leo, Lewis, Liam, Logan, Louis, \
         Luca, Mason, Max, Nathan, Noah, Oliver, Oscar, Owen, Ralph, Reuben, Riley, Rory, Samuel, Stanley, Theo, Thomas, Tyler",
    ),
    (Style::Muslim, "Adam, Ahmed, Bilal, Hamza, Haroon, Ibrahim, Idris, Imran, Ismail, Musa, Omar, Rayan, Yahya, Yusuf, Zayd"),
    (Style::Indian, "Aarav, Arjun, Dev, Gurpreet, Harjot, Ishaan, Kiran, Nikhil, Rohan, Suresh, Vihaan"),
    (Style::African, "Ayodele, Chinedu, Ebenezer, Emeka, Femi, Kofi, Kwame, Obinna, Tafari, Tendai, Tunde"),
    (Style::European, "Adrian, Andrei, Filip, Jakub, Kacper, Lukas, Matei, Oskar, Tomasz"),
    (Style::Chinese, "Hao Ran, Jun, Ming, Wei, Zi Han"),
];

const SURNAMES: [(Style, &str); 6] = [
    (
        Style::British,
        "Abbott, Adams, Ainsworth, Allen, Appleby, Archer, Ashdown, Atkins, Baker, Barker, Barnes, Barrett, Barton, Bates, Beckett, \
         Bell, Bennett, Birch, Bishop, Blackwell, Booth, Bowen, Bradley, Brooks, Brown, Burgess, Burton, Butler, Byrne, Carpenter, \
         Carter, Chapman, Clarke, Coleman, Collins, Cooper, Cox, Crossley, Cunningham, Dawson, Dixon, Doherty, Duffy, Dunn, Eastwood, \
         Edwards, Elliott, Ellis, Evans, Farrell, Fenwick, Fisher, Fletcher, Ford, Foster, Fox, Francis, Gallagher, Gardner, Gibbs, \
         Goodwin, Graham, Greenwood, Gregory, Griffiths, Hall, Hammond, Harding, Harper, Harvey, Hayward, Heath, Hewitt, Higgins, \
         Holloway, Holmes, Hopkins, Howarth, Hudson, Hughes, Hunter, Ingram, Jarvis, Jenkins, Johnson, Jones, Jordan, Kavanagh, Kemp, \
         Kirby, Knight, Lambert, Lawson, Lloyd, Lockwood, Lowe, Marsh, Marshall, McCarthy, McKenna, Mills, Moore, Morgan, Morris, \
         Murphy, Newman, Nolan, O’Brien, O’Connor, Osborne, Palmer, Parsons, Pearce, Perry, Pickering, Porter, Pritchard, Quinn, \
         Radford, Reed, Reynolds, Roberts, Rowe, Saunders, Sharpe, Shaw, Simmons, Slater, Smith-Jones, Spencer, Stokes, Sutton, Taylor, \
         Thorne, Tucker, Turner, Underwood, Vaughan, Wallace, Walsh, Watts, Webb, Whitfield, Wilkinson, Winter, Woodward, Wright, \
         Yates",
    ),
    (
        Style::Muslim,
        "Abdi, Ahmad, Akhtar, Al-Hassan, Ali, Aziz, Begum, Chaudhry, Farah, Haddad, Haque, Hossain, Hussain, Iqbal, Islam, Jama, Karim, \
         Khan, Mahmood, Malik, Mirza, Mohamed, Qureshi, Rahman, Rashid, Saleh, Shah, Siddiqui, Uddin, Yousaf",
    ),
    (
        Style::Indian,
        "Bains, Chandra, Desai, Dhillon, Gill, Gupta, Iyer, Joshi, Kaur, Mehta, Nair, Patel, Rao, Sandhu, Sharma, Sidhu, Singh, \
         Sivakumar, Thakur",
    ),
    (
        Style::African,
        "Abebe, Acheampong, Adebayo, Afolabi, Asante, Bangura, Boateng, Chukwu, Danso, Eze, Kamara, Koroma, Mensah, Moyo, Mwangi, \
         Ncube, Nwosu, Obi, Ogunleye, Okafor, Okeke, Olawale, Osei, Owusu, Sesay",
    ),
    (
        Style::European,
        "Balan, Dobre, Ionescu, Jankauskas, Kaminski, Kovac, Kowalczyk, Lewandowska, Lupu, Marin, Nowicki, Petrov, Popescu, Stan, \
         Szymanski, Varga, Wojcik, Zielinska",
    ),
    (Style::Chinese, "Chan, Cheung, Huang, Lam, Leung, Lin, Ng, Tang, Wong, Xu, Zhang, Zhou"),
];

/// A list of names taken apart, by style.
struct Names([(Style, Vec<&'static str>); 6]);

impl Names {
    fn of(list: &[(Style, &'static str); 6]) -> Self {
        Self(list.map(|(style, names)| (style, names.split(", ").collect())))
    }

    fn pick(&self, style: Style, rng: &mut Rng) -> &'static str {
        self.0.iter().find(|(of, _)| *of == style).map_or("Alex", |(_, names)| names[rng.place(names.len())])
    }
}

static GIRLS_BY_STYLE: LazyLock<Names> = LazyLock::new(|| Names::of(&GIRLS));
static BOYS_BY_STYLE: LazyLock<Names> = LazyLock::new(|| Names::of(&BOYS));
static SURNAMES_BY_STYLE: LazyLock<Names> = LazyLock::new(|| Names::of(&SURNAMES));

/// The style most usual for an ethnic category.
pub fn style_of(ethnicity: &str, rng: &mut Rng) -> Style {
    match ethnicity {
        "C" | "U" => Style::European,
        "H" => Style::Indian,
        "J" | "K" | "W" => Style::Muslim,
        "L" => *rng.pick(&[Style::Indian, Style::Muslim, Style::Chinese]),
        "R" => Style::Chinese,
        "N" | "P" => *rng.pick(&[Style::African, Style::African, Style::African, Style::Muslim]),
        "E" | "F" | "G" | "S" | "99" | "Z" => *rng.pick(&[Style::British, Style::African, Style::Muslim, Style::Indian, Style::European]),
        _ => Style::British,
    }
}

/// A first name, a girl's or a boy's.
pub fn forename(style: Style, girl: bool, rng: &mut Rng) -> &'static str {
    // One in eight from the common stock, since families choose freely.
    let style = if rng.chance(0.12) { Style::British } else { style };
    if girl { GIRLS_BY_STYLE.pick(style, rng) } else { BOYS_BY_STYLE.pick(style, rng) }
}

/// A surname.
pub fn surname(style: Style, rng: &mut Rng) -> &'static str {
    SURNAMES_BY_STYLE.pick(style, rng)
}

/// Somebody who works with children, of any background.
pub fn colleague(rng: &mut Rng) -> String {
    let style = rng.by_share(&[
        (Style::British, 64.0),
        (Style::Indian, 10.0),
        (Style::Muslim, 9.0),
        (Style::African, 9.0),
        (Style::European, 5.0),
        (Style::Chinese, 3.0),
    ]);
    let girl = rng.chance(0.7);
    format!("{} {}", forename(style, girl, rng), surname(style, rng))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn there_are_about_two_hundred_forenames_and_two_hundred_and_fifty_surnames() {
        let different = |lists: &[&Names]| lists.iter().flat_map(|l| &l.0).flat_map(|(_, names)| names).collect::<HashSet<_>>().len();
        let (forenames, surnames) = (different(&[&GIRLS_BY_STYLE, &BOYS_BY_STYLE]), different(&[&SURNAMES_BY_STYLE]));
        assert!(forenames >= 195 && surnames >= 245, "{forenames} {surnames}");
    }
}
