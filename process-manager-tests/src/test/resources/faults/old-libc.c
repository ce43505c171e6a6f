/* What the native engine needs of the C library, without what glibc 2.34 has brought. */
#define CALL(name) void name(void) {}
CALL(pipe2) CALL(close) CALL(read) CALL(write) CALL(fcntl) CALL(kill) CALL(syscall)
CALL(epoll_create1) CALL(epoll_ctl) CALL(epoll_wait) CALL(eventfd)
CALL(posix_spawn) CALL(posix_spawnattr_init) CALL(posix_spawnattr_setflags)
CALL(posix_spawnattr_setsigdefault)
CALL(posix_spawn_file_actions_init) CALL(posix_spawn_file_actions_destroy)
CALL(posix_spawn_file_actions_adddup2) CALL(posix_spawn_file_actions_addopen)
CALL(posix_spawn_file_actions_addchdir_np)
