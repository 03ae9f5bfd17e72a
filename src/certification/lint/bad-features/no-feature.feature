# lint 1: there is no feature in this file
