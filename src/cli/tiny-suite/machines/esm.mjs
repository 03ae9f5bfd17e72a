import machine from '../machine.cjs';

export default machine();
