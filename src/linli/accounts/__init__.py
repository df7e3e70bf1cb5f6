"""Who: people who sign in, and keys that other systems sign with. What a person may do comes from posts, which are
`workforce`'s; here is only that somebody is somebody."""
