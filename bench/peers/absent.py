"""What a peer says whose library is not there, for the test of it."""

from peer import need

need("a_library_that_nobody_has")
