//! Panics that are a finding, and not the end.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// What the panic of this thread said, while somebody waits for it.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the function made, or what it said when it panicked. Nothing is printed.
pub(super) fn caught<T>(function: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let heard = HEARD.with_borrow_mut(|heard| match heard {
                Some(heard) => {
                    *heard = info.to_string();
                    true
                }
                None => false,
            });
            if !heard {
                before(info);
            }
        }));
    });
    let outer = HEARD.replace(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(function));
    let heard = HEARD.replace(outer).unwrap_or_default();
    result.map_err(|_| heard)
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_told_and_not_printed() {
        let heard = caught(|| assert_eq!(1, 2, "no good")).expect_err("a panic");
        assert!(heard.contains("no good") && heard.contains("quiet.rs"), "{heard}");
        assert_eq!(caught(|| 7), Ok(7));
    }
}
