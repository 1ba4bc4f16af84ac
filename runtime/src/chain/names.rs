//! Names that older versions used, and that no newer one takes again.

/// The names that the steps of a chain dropped or renamed.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reserved {
    /// Of the step to this version.
    pub names: &'static [&'static str],
    /// Of the steps before it.
    pub before: Option<&'static Reserved>,
}

/// Makes sure that a new name is none of them.
///
/// # Panics
///
/// With the text, while compiling, if it is.
#[track_caller]
pub const fn free(reserved: &Reserved, name: &str, text: &'static str) {
    assert!(!holds(reserved, name), "{}", text);
}

/// Makes sure that a name is one of them.
///
/// # Panics
///
/// With the text, while compiling, if it is not.
#[track_caller]
pub const fn taken(reserved: &Reserved, name: &str, text: &'static str) {
    assert!(holds(reserved, name), "{}", text);
}

const fn holds(reserved: &Reserved, name: &str) -> bool {
    let mut next = Some(reserved);
    while let Some(step) = next {
        let mut index = 0;
        while index < step.names.len() {
            if same(step.names[index], name) {
                return true;
            }
            index += 1;
        }
        next = step.before;
    }
    false
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}
