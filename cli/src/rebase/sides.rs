//! Who is who: the side whose versions stay, and the side whose versions move.

use std::path::Path;

use crate::error::{Problem, Result};
use crate::git::git;

/// Branches that others are measured by.
const MAIN: &[&str] = &["main", "master"];

/// The two sides.
#[derive(Debug, Clone)]
pub(super) struct Sides {
    /// The revision whose versions stay.
    pub(super) theirs: String,
    /// The revision whose versions move; `None`: what lies in the working tree.
    pub(super) ours: Option<String>,
    /// Which side of git's conflicts is theirs: 2 or 3; 0 if nothing is under way.
    pub(super) stage: u8,
}

/// The sides, from what git is in the middle of.
///
/// # Errors
///
/// When nothing is under way and there is no other side, or one that was not merged yet.
pub(super) fn sides(folder: &Path, onto: Option<&str>) -> Result<Sides> {
    if let Some(onto) = onto {
        commit(folder, onto).ok_or_else(|| absent(onto))?;
    }
    let is = |one: &str, other: &str| commit(folder, one) == commit(folder, other);
    let under_way = |name: &str| commit(folder, name).is_some();
    let sides = |theirs: &str, ours: &str, stage| Sides {
        theirs: onto.unwrap_or(theirs).to_owned(),
        ours: Some(ours.to_owned()),
        stage,
    };
    if is_rebasing(folder) && under_way("REBASE_HEAD") {
        // git's own words are the other way round here: HEAD is where our commits go.
        return Ok(sides("HEAD", "REBASE_HEAD", 2));
    }
    if under_way("MERGE_HEAD") {
        let onto_head = onto.map_or_else(|| is_main(folder), |onto| is(onto, "HEAD"));
        return Ok(if onto_head {
            sides("HEAD", "MERGE_HEAD", 2)
        } else {
            sides("MERGE_HEAD", "HEAD", 3)
        });
    }
    if under_way("CHERRY_PICK_HEAD") {
        return Ok(sides("HEAD", "CHERRY_PICK_HEAD", 2));
    }
    if !unmerged(folder).is_empty() {
        // `git stash pop`
        return Ok(sides("HEAD", ":3", 2));
    }
    let theirs = onto.map(str::to_owned).or_else(|| upstream(folder)).ok_or_else(|| {
        let said =
            "there is no other side: no merge is under way, and there is no upstream".to_owned();
        Problem::Nothing { said, help: "name it: `cargo heirloom rebase --onto REV`".to_owned() }
    })?;
    if git(folder, &["merge-base", "--is-ancestor", &theirs, "HEAD"]).is_err() {
        return Err(Problem::Nothing {
            said: format!("`{theirs}` has commits that are not here"),
            help: format!("`git merge {theirs}`, or `git rebase {theirs}`; then this again"),
        }
        .into());
    }
    Ok(Sides { theirs, ours: None, stage: 0 })
}

/// The files that git left in conflict, by their names from the folder.
pub(super) fn unmerged(folder: &Path) -> Vec<String> {
    let said = git(folder, &["diff", "--name-only", "--diff-filter=U", "--relative", "-z"]);
    let said = said.unwrap_or_default();
    said.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A name for people.
pub(super) fn name(folder: &Path, revision: &str) -> String {
    let named = ["name-rev", "--name-only", "--no-undefined", "--exclude=HEAD", revision];
    let named = git(folder, &named).ok();
    let short = || git(folder, &["rev-parse", "--short", revision]).ok();
    let name = match revision {
        "HEAD" | "MERGE_HEAD" => named.or_else(short),
        _ => None,
    };
    name.map_or_else(|| revision.to_owned(), |name| name.trim().to_owned())
}

fn absent(revision: &str) -> Problem {
    Problem::Nothing {
        said: format!("git knows no `{revision}`"),
        help: "name a revision that is there: `git fetch` first, if it is new".to_owned(),
    }
}

fn commit(folder: &Path, revision: &str) -> Option<String> {
    let asked = format!("{revision}^{{commit}}");
    git(folder, &["rev-parse", "--quiet", "--verify", &asked]).ok()
}

fn is_rebasing(folder: &Path) -> bool {
    ["rebase-merge", "rebase-apply"].iter().any(|name| {
        let path = git(folder, &["rev-parse", "--git-path", name]).unwrap_or_default();
        !path.trim().is_empty() && folder.join(path.trim()).exists()
    })
}

/// Whether the branch at hand is the one that others are measured by.
fn is_main(folder: &Path) -> bool {
    let branch = git(folder, &["symbolic-ref", "--short", "HEAD"]).unwrap_or_default();
    MAIN.contains(&branch.trim())
}

/// The branch that this one is measured by: not its own copy elsewhere.
fn upstream(folder: &Path) -> Option<String> {
    let own = git(folder, &["symbolic-ref", "--short", "HEAD"]).unwrap_or_default();
    let tracked = git(folder, &["rev-parse", "--abbrev-ref", "@{upstream}"]).ok();
    let tracked = tracked.map(|name| name.trim().to_owned());
    let tracked = tracked.filter(|name| name.rsplit('/').next() != Some(own.trim()));
    let usual = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];
    let usual = usual.iter().filter(|name| **name != own.trim()).map(|name| (*name).to_owned());
    tracked.into_iter().chain(usual).find(|name| commit(folder, name).is_some())
}
