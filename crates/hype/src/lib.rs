//! Hype dynamics: decay, announcements and troughs.
