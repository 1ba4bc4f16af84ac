//! Stories that run and check themselves; see the folders beside this one.
