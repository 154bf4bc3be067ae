/** How a fault is written as a text, for people. */
export const FAULT_FORM =
  '[operation:] what [x3] [after 2] [wait 1.5] [when page=2], such as "listConversations: rate-limited x3"';
