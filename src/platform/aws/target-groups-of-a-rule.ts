/** Elastic Load Balancing's quota "Target groups per action on an Application Load Balancer", which cannot be raised. */
export const TARGET_GROUPS_OF_A_RULE = 5;
