//! What the tests of stores and the programs that they start share.
