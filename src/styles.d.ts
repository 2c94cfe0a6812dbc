/** Style sheets are imported for their effect by the client entries; the build makes files of them. */
declare module '*.css' {}
