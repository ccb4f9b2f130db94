/** Key in a profile's [user] setting by which one that Dialtone offered is known again, whatever became of its name. */
export const offeredMark = 'org.dialtone.offered';
