import { conformance } from "../conformance.js";
import { flexWorld } from "./world.fixture.js";

conformance("the Flex Web Service", flexWorld);
