'use strict';
// Indexes are what a store is prepared by in one generation, tables in the other.
require('./migrate');
