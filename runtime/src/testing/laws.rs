//! The test of an entity: how many cases, from which seed, with which fixtures.

use std::env;
use std::marker::PhantomData;
use std::path::PathBuf;

use crate::testing::golden::{self, Golden};
use crate::testing::ladder::Ladder;
use crate::testing::report::{Broke, Summary};
use crate::testing::run;
use crate::testing::walk::Tested;

/// How many values of each version are generated where nothing else is said.
const CASES: u32 = 10_000;

/// The laws of conversions, as a test of one entity.
///
/// [`laws!`](crate::testing::laws!) is the short way. This is the long one, for a test with other numbers:
///
/// ```
/// # use heirloom::Migrate;
/// # use heirloom::testing::arbitrary;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// heirloom::testing::Laws::<User>::new().cases(500).seed(7).check();
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is tested before `check`"]
pub struct Laws<T> {
    cases: u32,
    seed: Option<u64>,
    golden: Option<PathBuf>,
    bless: Option<bool>,
    as_generated: bool,
    excused: Vec<String>,
    of: PhantomData<fn() -> T>,
}

/// Tests the laws of an entity over 10,000 generated values of each version, without fixtures.
///
/// # Panics
///
/// When a law is broken, with the record that breaks it.
pub fn laws<T: Tested>() {
    Laws::<T>::new().check();
}

impl<T> Default for Laws<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Laws<T> {
    /// All laws over generated values.
    pub fn new() -> Self {
        Self {
            cases: CASES,
            seed: None,
            golden: None,
            bless: None,
            as_generated: false,
            excused: Vec::new(),
            of: PhantomData,
        }
    }

    /// How many values of each version are generated; `HEIRLOOM_CASES` in the environment overrides it.
    pub fn cases(self, cases: u32) -> Self {
        Self { cases, ..self }
    }

    /// Where the generator starts; `HEIRLOOM_SEED` in the environment overrides it. Without either, the entity's name decides, so that
    /// a test that fails goes on failing.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// Where the recorded fixtures of shipped versions lie: `<folder>/<entity>/v<version>/<name>.json`.
    pub fn golden(self, folder: impl Into<PathBuf>) -> Self {
        Self { golden: Some(folder.into()), ..self }
    }

    /// Whether absent fixtures are written; otherwise `HEIRLOOM_BLESS` in the environment says so.
    pub fn bless(self, bless: bool) -> Self {
        Self { bless: Some(bless), ..self }
    }

    /// Lets what lies at that path differ, in every version: `items.price` for the prices of all items.
    ///
    /// For what the chain cannot declare: a versioned type inside this one whose own steps lose something.
    pub fn excuse(mut self, path: impl Into<String>) -> Self {
        self.excused.push(path.into());
        self
    }

    /// Leaves values as `Arbitrary` makes them.
    ///
    /// Otherwise edges are put into their JSON, and failing ones are made smaller, wherever the version still reads the result. That is
    /// right for all that a store may hold; this is for types whose fields depend on each other in ways that reading does not check.
    pub fn as_generated(self) -> Self {
        Self { as_generated: true, ..self }
    }

    /// Tests the laws.
    ///
    /// # Panics
    ///
    /// When one is broken, or was never tested; with everything that is needed to see why.
    pub fn check(self)
    where
        T: Tested,
    {
        if let Err(broke) = self.run() {
            panic!("{broke}");
        }
    }

    /// [`check`](Self::check) without the panic: how often each law held, or what broke it.
    ///
    /// # Errors
    ///
    /// When a law is broken, or was never tested.
    pub fn run(self) -> Result<Summary, Broke>
    where
        T: Tested,
    {
        let cases = number("HEIRLOOM_CASES")?.unwrap_or(self.cases.into());
        let seed = match (number("HEIRLOOM_SEED")?, self.seed) {
            (Some(seed), _) | (None, Some(seed)) => seed,
            (None, None) => golden::seed(&[T::ENTITY]) << 20,
        };
        let ladder = Ladder::of::<T>(self.excused, self.as_generated);
        if let Some(folder) = self.golden {
            let asked =
                || env::var_os("HEIRLOOM_BLESS").is_some_and(|it| !it.is_empty() && it != "0");
            let bless = self.bless.unwrap_or_else(asked);
            Golden { ladder: &ladder, folder, bless }.check()?;
        }
        run::all(&ladder, seed, cases)
    }
}

/// A number from the environment.
fn number(name: &str) -> Result<Option<u64>, Broke> {
    let Some(text) = env::var_os(name) else { return Ok(None) };
    let text = text.to_string_lossy();
    let number = text.trim().replace('_', "").parse().map(Some);
    number.map_err(|_| Broke::new(format!("{name} is `{text}`; set it to a whole number")))
}
