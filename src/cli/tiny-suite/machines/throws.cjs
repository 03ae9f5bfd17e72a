'use strict';
throw new TypeError('broken plug-in');
