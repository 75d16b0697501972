//! Game and solution files: read with the place of every fault, written so that reading gives the same game.
