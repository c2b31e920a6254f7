"""From a hurt to what mended it: homework in a thread, in which each step makes way for one."""
