/** The project that is erased while others write of it. */
export const secretProject = '/home/ada/Xanadu';
