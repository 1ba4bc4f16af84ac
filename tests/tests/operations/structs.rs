//! Several fields at once, and structs in fields: rows 14 to 17, 21 and 24.

use heirloom::{Migrate, Versioned, json};
use serde::{Deserialize, Serialize};

use crate::{bare, downgraded, edited, said, upgraded};

mod hoisted {
    use super::*;

    mod v1 {
        use super::*;

        #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
        pub(crate) struct Address {
            pub(crate) street: String,
            pub(crate) city: String,
            pub(crate) zip: String,
            pub(crate) floor: u8,
        }

        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(entity = "user", version = 1)]
        pub(crate) struct User {
            pub(crate) name: String,
            pub(crate) address: Address,
        }
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v1::User, hoist(address: v1::Address, drop(zip = "00000"), drop(floor, keep)))]
    struct User {
        name: String,
        #[migrate(from = address.city)]
        town: String,
        #[migrate(from = address.street)]
        street: String,
    }

    #[test]
    fn fields_of_a_struct_come_out_of_it_and_go_back() {
        let address =
            v1::Address { street: "s".into(), city: "c".into(), zip: "00000".into(), floor: 3 };
        let old = v1::User { name: "Ada".into(), address };
        let new = User { name: "Ada".into(), town: "c".into(), street: "s".into() };
        upgraded(&old, &new);
        let old_floor = v1::Address { floor: 0, ..old.address.clone() };
        bare(&downgraded(&new, &v1::User { address: old_floor, ..old }));
        assert_eq!(
            said::<User>(),
            [
                "1 to 2: `address.zip` is replaced upwards; `address.floor` is kept in the carry upwards"
            ]
        );
    }
}

mod put_together {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        street: String,
        town: String,
    }

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    struct Address {
        street: String,
        city: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        name: String,
        #[migrate(nest(street, city = town))]
        address: Address,
    }

    #[test]
    fn fields_go_into_a_struct_and_come_out() {
        let old = V1 { name: "Ada".into(), street: "s".into(), town: "t".into() };
        let new =
            V2 { name: "Ada".into(), address: Address { street: "s".into(), city: "t".into() } };
        bare(&upgraded(&old, &new));
        bare(&downgraded(&new, &old));
    }
}

mod split_and_merged {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        lat: f64,
        lon: f64,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(
        from = V1,
        split(name => first, last; up = apart, down = together, keep),
        merge(lat, lon => place; up = |lat: f64, lon: f64| format!("{lat:.1} {lon:.1}"), try_down = place, keep),
    )]
    struct V2 {
        first: String,
        last: String,
        place: String,
    }

    fn apart(name: String) -> (String, String) {
        name.split_once(' ').map_or((name.clone(), String::new()), |(a, b)| (a.into(), b.into()))
    }

    fn together(first: String, last: String) -> String {
        format!("{first} {last}").trim_end().to_owned()
    }

    fn place(text: String) -> Result<(f64, f64), Box<dyn std::error::Error + Send + Sync>> {
        let (lat, lon) = text.split_once(' ').ok_or("no space")?;
        Ok((lat.parse()?, lon.parse()?))
    }

    fn v1() -> V1 {
        V1 { name: "Ada Lovelace".into(), lat: 1.5, lon: 2.0 }
    }

    fn v2() -> V2 {
        V2 { first: "Ada".into(), last: "Lovelace".into(), place: "1.5 2.0".into() }
    }

    #[test]
    fn what_goes_there_and_back_is_not_kept() {
        bare(&upgraded(&v1(), &v2()));
        bare(&downgraded(&v2(), &v1()));
    }

    #[test]
    fn what_does_not_is_kept_whole() {
        let new = V2 { first: "Mary Ann".into(), last: "Evans".into(), ..v2() };
        let older = downgraded(&new, &V1 { name: "Mary Ann Evans".into(), ..v1() });
        let older = edited::<V1>(&older, |old| old.name = "George Eliot".into());
        assert_eq!(json::from_str::<V2>(&older).unwrap().first, "George");
        let exact = V1 { name: "Ada ".into(), lat: 1.23, lon: 2.34 };
        let seen = V2 { last: String::new(), place: "1.2 2.3".into(), ..v2() };
        let newer = upgraded(&exact, &seen);
        let newer = edited::<V2>(&newer, |new| new.place = "9 9".into());
        let back: Versioned<V1> =
            heirloom::downgrade(json::open_str::<V2>(&newer).unwrap()).unwrap();
        assert_eq!(*back, V1 { name: "Ada ".into(), lat: 9.0, lon: 9.0 });
    }
}

mod relayout {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        full_name: String,
        home: Home,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, relayout)]
    #[serde(rename_all = "camelCase")]
    struct V2 {
        full_name: String,
        #[serde(flatten)]
        home: Home,
    }

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    struct Home {
        city: String,
    }

    #[test]
    fn only_the_form_changes() {
        let home = Home { city: "c".into() };
        let old = V1 { full_name: "Ada".into(), home: home.clone() };
        let new = V2 { full_name: "Ada".into(), home };
        let newer = upgraded(&old, &new);
        assert_eq!(newer, r#"{"$v":2,"fullName":"Ada","city":"c"}"#);
        bare(&downgraded(&new, &old));
    }
}
