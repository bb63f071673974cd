'use strict';
void require('../server/loader').load();
