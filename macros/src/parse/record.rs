//! The words of a step that needs more than the record, or makes more of it.

use syn::Ident;

use crate::parse::ContainerWords;

impl ContainerWords {
    /// Whether the step is one for a store that can fetch and put what stands beside the record.
    pub(crate) fn needs_more(&self) -> bool {
        self.record_words().next().is_some()
    }

    pub(crate) fn record_words(&self) -> impl Iterator<Item = &Ident> {
        [self.context.word(), self.emit.word(), self.join.word(), self.may_remove.word()]
            .into_iter()
            .flatten()
    }
}
